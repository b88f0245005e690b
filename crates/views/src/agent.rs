//! Pages of the agent surface.
