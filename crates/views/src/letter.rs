//! Letters we send.
