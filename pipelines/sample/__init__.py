"""The sample portal of `make run`: real figures under their true agencies' names, our own sentences, on loopback.

`reports.yaml` holds what is printed in the tables of published reports and where the page stands; `tables` lays the
cells out as the national forms do, `pages` renders them, `server` serves the site. `build.py` is for developers: it
renders the PDF that is committed beside it.
"""
