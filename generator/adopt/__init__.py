"""An organisation's own folder: how it begins, and how it changes over the years."""
