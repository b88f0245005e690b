//! Blobs as objects in a bucket of an S3-compatible store.

use super::{BlobEntry, BlobFault, digest, name};
use crate::config::S3;
use crate::tls;
use base::{Digest, Moment};
use bytes::Bytes;
use futures_util::TryStreamExt;
use object_store::aws::{AmazonS3, AmazonS3Builder};
use object_store::path::Path;
use object_store::{ClientOptions, Error, MultipartUpload, ObjectMeta, ObjectStore, ObjectStoreExt, RetryConfig};
use std::fs::File;
use std::io::{self, Read, Seek};
use std::ops::Range;
use std::time::Duration;

/// One request; a large attachment over a slow line fits into it.
const REQUEST: Duration = Duration::from_secs(60);
/// Passing trouble is retried for so long, then the caller hears of it.
const PATIENCE: Duration = Duration::from_secs(20);
/// Bytes of one part of what is sent in parts; S3 takes none below 5 MiB but the last.
const PART: u64 = 8 * 1024 * 1024;

#[derive(Debug)]
pub struct Bucket {
    store: AmazonS3,
    prefix: String,
}

impl Bucket {
    pub fn open(s3: &S3) -> Result<Self, BlobFault> {
        tls::install();
        let builder = AmazonS3Builder::new()
            .with_bucket_name(&s3.bucket)
            .with_region(&s3.region)
            .with_access_key_id(s3.key.reveal())
            .with_secret_access_key(s3.secret.reveal())
            .with_virtual_hosted_style_request(s3.endpoint.is_none())
            .with_client_options(ClientOptions::new().with_timeout(REQUEST).with_allow_http(true))
            .with_retry(RetryConfig { retry_timeout: PATIENCE, ..RetryConfig::default() });
        let builder = match &s3.endpoint {
            Some(endpoint) => builder.with_endpoint(endpoint),
            None => builder,
        };
        Ok(Self { store: builder.build()?, prefix: s3.prefix.clone() })
    }

    /// Written again when it is there: that costs no more than to ask, renews its time and mends a damaged one.
    pub async fn put(&self, bytes: Bytes) -> Result<Digest, BlobFault> {
        let digest = Digest::of(&bytes);
        let name = name(&digest).expect("a digest we made has a name");
        self.store.put(&self.path(&name), bytes.into()).await?;
        Ok(digest)
    }

    /// Sends what was written aside, a part after the other: no object is there before the last of them is.
    pub async fn take(&self, mut file: File, name: &str) -> Result<(), BlobFault> {
        file.rewind()?;
        let mut upload = self.store.put_multipart(&self.path(name)).await?;
        let sent = send(upload.as_mut(), file).await;
        if sent.is_err() {
            // What went wrong is told; a bucket forgets parts that were never made one by rules of its own.
            let _ = upload.abort().await;
        }
        sent
    }

    pub async fn piece(&self, name: &str, range: Range<u64>) -> Result<Option<Bytes>, BlobFault> {
        there(self.store.get_range(&self.path(name), range).await)
    }

    pub async fn get(&self, name: &str) -> Result<Option<Bytes>, BlobFault> {
        match there(self.store.get(&self.path(name)).await)? {
            Some(found) => Ok(Some(found.bytes().await?)),
            None => Ok(None),
        }
    }

    pub async fn size(&self, name: &str) -> Result<Option<u64>, BlobFault> {
        Ok(there(self.store.head(&self.path(name)).await)?.map(|meta| meta.size))
    }

    pub async fn delete(&self, name: &str) -> Result<(), BlobFault> {
        there(self.store.delete(&self.path(name)).await).map(drop)
    }

    pub async fn walk(&self, after: Option<String>, limit: usize) -> Result<Vec<BlobEntry>, BlobFault> {
        let prefix = self.path("");
        let mut objects = match after {
            Some(name) => self.store.list_with_offset(Some(&prefix), &self.path(&name)),
            None => self.store.list(Some(&prefix)),
        };
        let mut found = Vec::new();
        while let Some(object) = objects.try_next().await? {
            found.extend(self.entry(object));
            if found.len() >= limit {
                break;
            }
        }
        Ok(found)
    }

    pub async fn check(&self) -> Result<(), BlobFault> {
        self.walk(None, 1).await.map(drop)
    }

    fn path(&self, name: &str) -> Path {
        Path::from(format!("{}/{name}", self.prefix))
    }

    /// `None` for what somebody else keeps in the bucket.
    fn entry(&self, object: ObjectMeta) -> Option<BlobEntry> {
        let name = object.location.as_ref().strip_prefix(&self.prefix)?.trim_start_matches('/');
        let modified = Moment(object.last_modified.timestamp_millis());
        Some(BlobEntry { digest: digest(name)?, size: object.size, modified })
    }
}

async fn send(upload: &mut dyn MultipartUpload, mut file: File) -> Result<(), BlobFault> {
    loop {
        let read = tokio::task::spawn_blocking(move || {
            let mut part = Vec::new();
            file.by_ref().take(PART).read_to_end(&mut part)?;
            Ok::<_, io::Error>((file, part))
        });
        let (rest, part) = read.await.map_err(io::Error::other)??;
        if part.is_empty() {
            break;
        }
        upload.put_part(part.into()).await?;
        file = rest;
    }
    upload.complete().await?;
    Ok(())
}

fn there<T>(answer: Result<T, Error>) -> Result<Option<T>, BlobFault> {
    match answer {
        Ok(found) => Ok(Some(found)),
        Err(Error::NotFound { .. }) => Ok(None),
        Err(error) => Err(error.into()),
    }
}
