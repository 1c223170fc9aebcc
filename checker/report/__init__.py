"""The HTML report. The only home of jinja2."""
