"""Setting up the region: its texts and colours, its terms, and the reasons it often gives."""
