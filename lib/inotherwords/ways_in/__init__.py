"""Ways in: every form in which articles come, from saved web pages to tables and databases' exports."""
