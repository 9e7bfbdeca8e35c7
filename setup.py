"""Map the four folders to the namespace `sulha`: a computed list, so that no sub-package is forgotten."""

from setuptools import find_packages, setup

FOLDERS = ("model", "scenarios", "experiments", "dashboard")

setup(
    packages=[f"sulha.{name}" for f in FOLDERS for name in (f, *(f"{f}.{sub}" for sub in find_packages(f)))],
    package_dir={f"sulha.{f}": f for f in FOLDERS},
)
