//! The portal surface.
