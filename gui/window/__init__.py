"""The window around all sections: bars, menus, notices, history."""
