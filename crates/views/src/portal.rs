//! Pages of the portal surface.
