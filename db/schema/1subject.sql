-- ggzy_subject 主体信息库: organisations and persons of the market.
CREATE DATABASE IF NOT EXISTS ggzy_subject CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
USE ggzy_subject;
CREATE TABLE subject (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  credit_code CHAR(18) NOT NULL UNIQUE, name VARCHAR(200) NOT NULL,
  region INT NOT NULL, address VARCHAR(200), legal_person VARCHAR(60),
  phone VARCHAR(40), bank_account VARCHAR(40), -- 基本账户
  operator TINYINT NOT NULL DEFAULT 0,   -- the platform's operator or affiliate
  controller BIGINT,                     -- controlling subject, if known
  status VARCHAR(10) NOT NULL DEFAULT 'active', created_at BIGINT NOT NULL
);
-- A restriction needs a basis and an end; an expired one bars nobody.
CREATE TABLE restriction (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, subject BIGINT NOT NULL,
  source VARCHAR(10) NOT NULL, basis VARCHAR(200) NOT NULL,
  from_day DATE NOT NULL, to_day DATE, repaired_at BIGINT,
  KEY (subject), FOREIGN KEY (subject) REFERENCES subject (id)
);
