"""Starting: a folder of the student's own, and JupyterLab in it."""
