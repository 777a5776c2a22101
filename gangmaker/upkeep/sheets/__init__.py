"""People, organisations and items as CSV and XLSX: given out, looked at, and taken in whole."""
