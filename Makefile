.PHONY: test demo lint bench
test: ## install what the tests need where it is missing, and run everything
	bin/test
demo: ## a desk full of lifelike tickets
	cargo run --release -- demo
lint:
	cargo fmt --check && cargo clippy --workspace --all-targets -- -D warnings
bench:
	bin/bench
