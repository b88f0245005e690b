//! The requester's house: `/help` for those who sign in by a mailed link, `/r/NUMBER/LINK` for those who follow one.

pub mod approvals;
pub mod articles;
pub mod home;
pub mod profile;
pub mod rating;
pub mod requests;
pub mod sign_in;
