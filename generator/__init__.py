"""reciprocity: honest stories of colleagues helping each other, printed as a site and a digest."""

__version__ = "0.2.0"
