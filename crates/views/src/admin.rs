//! Pages of the admin surface.
