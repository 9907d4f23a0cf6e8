"""Problems with content as values, their codes, and reports of them."""
