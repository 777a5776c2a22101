"""Our own icons, drawn on a square of 24 with one line. Those of the seven forms come first."""

ICONS = {
    # What people bring
    "idea": "M12 7.5a4.5 4.5 0 1 1 0 9a4.5 4.5 0 0 1 0-9M12 2.5v1.8M12 19.7v1.8M2.5 12h1.8"
    "M19.7 12h1.8"
    "M5.3 5.3l1.2 1.2M17.5 17.5l1.2 1.2M5.3 18.7l1.2-1.2M17.5 6.5l1.2-1.2",
    "time": "M12 3a9 9 0 1 1 0 18a9 9 0 0 1 0-18M12 7.5V12l3.2 2",
    "expertise": "M4 20V4l16 16zM8 16v-4l4 4z",
    "money": "M9 4.5a5.5 5.5 0 1 1 0 11a5.5 5.5 0 0 1 0-11M16.6 8.8a5.5 5.5 0 1 1-6.9 8.3",
    "space": "M20 12v8H4V4h16M20 4v2M20 12a7 7 0 0 0-7-6",
    "material": "M12 3.5l9 4.5l-9 4.5L3 8zM3 12l9 4.5l9-4.5M3 16l9 4.5l9-4.5",
    "introduction": "M6 15a2.8 2.8 0 1 1 0 5.6a2.8 2.8 0 0 1 0-5.6"
    "M18 3.4A2.8 2.8 0 1 1 18 9a2.8 2.8 0 0 1 0-5.6"
    "M6 15c0-6 3-8.8 9.2-8.8",
    # Ways and controls
    "menu": "M3 7h18M3 12h18M3 17h18",
    "close": "M5.5 5.5l13 13M18.5 5.5l-13 13",
    "search": "M10.5 4a6.5 6.5 0 1 1 0 13a6.5 6.5 0 0 1 0-13M15.3 15.3L20.5 20.5",
    "back": "M20 12H4M10 6l-6 6l6 6",
    "forward": "M4 12h16M14 6l6 6l-6 6",
    "down": "M6 9.5l6 6l6-6",
    "printer": "M7 8V3.5h10V8M7 17H3.5V8h17v9H17M7 13.5h10v7H7z",
    "person": "M12 4a4 4 0 1 1 0 8a4 4 0 0 1 0-8M4 20.5c.6-4 3.6-6 8-6s7.4 2 8 6",
    # States
    "info": "M12 3a9 9 0 1 1 0 18a9 9 0 0 1 0-18M12 11v5.5M12 7.4v.2",
    "waiting": "M12 3a9 9 0 1 1 0 18a9 9 0 0 1 0-18M12 7.5V12l3.2 2",
    "overdue": "M12 3.5L22 20.5H2zM12 10v5M12 17.6v.2",
    "success": "M4.5 12.5l5 5L19.5 7",
}
