"""One spider class per family of content management systems; what differs between sites of a family is YAML."""
