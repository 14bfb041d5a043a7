import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is not as it was last season, read by whoever is asked about themselves or cannot have the service. */
export class WhatChanged1766300000001 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`ALTER TABLE service ADD what_changed text NOT NULL DEFAULT ''`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('ALTER TABLE service DROP what_changed');
  }
}
