import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/database';

@Injectable()
export class AudiencesStore {
  async addGroup(tx: Tx, name: string): Promise<number> {
    const [row] = await tx.query<[{ id: number }]>(
      `INSERT INTO audience (kind, name, created_at) VALUES ('group', $1, app_now()) RETURNING id`,
      [name],
    );
    return row.id;
  }
}
