"""Plain Python: no Django, no clock, no input or output. Every result carries its reasons."""
