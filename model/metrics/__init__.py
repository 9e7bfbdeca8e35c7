"""What is measured every month: the registry of metrics.

A new metric is a function of the world and a line in one of the files here; it then is a column of `series.parquet`
and stands in the documentation.
"""

from .conduct import CONDUCT_METRICS
from .metric import Metric, Row, Scope
from .outlooks import OUTLOOK_METRICS
from .process import PROCESS_METRICS
from .sector import ORGANIZATION_METRICS, SECTOR_METRICS

METRICS: tuple[Metric, ...] = (*OUTLOOK_METRICS, *CONDUCT_METRICS, *PROCESS_METRICS, *SECTOR_METRICS)

__all__ = ["METRICS", "ORGANIZATION_METRICS", "Metric", "Row", "Scope"]
