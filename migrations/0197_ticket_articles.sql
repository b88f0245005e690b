-- The articles that answered a ticket.
CREATE TABLE ticket_articles (
    ticket_id BIGINT NOT NULL,
    article_id BIGINT NOT NULL REFERENCES articles (id),
    PRIMARY KEY (ticket_id, article_id)
);
CREATE INDEX ticket_articles_by_article ON ticket_articles (article_id, ticket_id);
