//! A real S3 server on a free port of this machine.

use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use platform::Hidden;
use platform::blobs::{BlobFault, Blobs};
use platform::config::{BlobsConfig, S3};
use s3s::auth::SimpleAuth;
use s3s::service::S3ServiceBuilder;
use std::path::Path;
use tokio::net::TcpListener;

/// Serves a folder with the bucket `desk` as long as the test runs.
pub async fn served(folder: &Path) -> BlobsConfig {
    std::fs::create_dir_all(folder.join("desk")).unwrap();
    let mut service = S3ServiceBuilder::new(s3s_fs::FileSystem::new(folder).unwrap());
    service.set_auth(SimpleAuth::from_single("key", "secret"));
    let service = service.build();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            let service = service.clone();
            tokio::spawn(async move {
                let http = Builder::new(TokioExecutor::new());
                drop(http.serve_connection(TokioIo::new(socket), service).await);
            });
        }
    });
    BlobsConfig::S3(S3 {
        bucket: "desk".into(),
        prefix: "mail".into(),
        endpoint: Some(endpoint),
        region: "us-east-1".into(),
        key: Hidden::new("key"),
        secret: Hidden::new("secret"),
    })
}

#[tokio::test]
async fn a_bucket_with_another_key_is_not_ready() {
    let folder = tempfile::tempdir().unwrap();
    let BlobsConfig::S3(s3) = served(folder.path()).await else { panic!("served in a bucket") };
    let blobs = Blobs::open(&BlobsConfig::S3(S3 { secret: Hidden::new("guess"), ..s3 })).unwrap();
    assert!(matches!(blobs.check().await, Err(BlobFault::Bucket(_))));
    assert!(blobs.put("mail").await.is_err());
}

#[tokio::test]
async fn a_bucket_that_does_not_exist_is_not_ready() {
    let folder = tempfile::tempdir().unwrap();
    let BlobsConfig::S3(s3) = served(folder.path()).await else { panic!("served in a bucket") };
    let blobs = Blobs::open(&BlobsConfig::S3(S3 { bucket: "elsewhere".into(), ..s3 })).unwrap();
    assert!(blobs.check().await.is_err());
}
