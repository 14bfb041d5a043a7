import { Injectable } from '@nestjs/common';
import type { confirmSecondFactor, renewRecoveryCodes, ResponseOf, startSecondFactor } from '@fairslot/contract';
import { encodeCrockford } from '@fairslot/domain';
import { toString as toPicture } from 'qrcode';
import { Cipher } from '../platform/crypto/cipher';
import { Database } from '../platform/database/database';
import { AppError } from '../platform/http/app-error';
import type { StaffCaller } from '../platform/http/caller';
import type { Parsed } from '../platform/http/serve';
import { Ids } from '../platform/ids/ids';
import { AuditStore, staffActor } from './audit.store';
import { authenticator, CheckCode, SECRET_COLUMN } from './check-code';
import { SecondFactorStore, type SecondFactor } from './second-factor.store';
import { StaffUsersStore } from './staff-users.store';

const SECRET_BYTES = 20;
const RECOVERY_CODES = 10;
/** 50 bits each, shown as two groups of five. */
const RECOVERY_LENGTH = 10;

type Codes = ResponseOf<typeof confirmSecondFactor>;

/** Enrols an authenticator app, and hands out recovery codes: each is shown once and kept as a hash. */
@Injectable()
export class SetUpSecondFactor {
  constructor(
    private readonly database: Database,
    private readonly store: SecondFactorStore,
    private readonly users: StaffUsersStore,
    private readonly checkCode: CheckCode,
    private readonly audit: AuditStore,
    private readonly cipher: Cipher,
    private readonly ids: Ids,
  ) {}

  async start({
    caller,
  }: Parsed<typeof startSecondFactor, StaffCaller>): Promise<ResponseOf<typeof startSecondFactor>> {
    const secret = Buffer.from(this.ids.secret(), 'base64url').subarray(0, SECRET_BYTES);
    const rowKey = this.ids.rowKey();
    const sealed = this.cipher.seal(SECRET_COLUMN, rowKey, secret.toString('base64url'));
    const email = await this.database.staffTx([], async (tx) => {
      if (!(await this.store.begin(tx, caller.userId, rowKey, sealed))) throw new AppError('wrong_state');
      return (await this.users.byId(tx, caller.userId))?.email ?? '';
    });
    const totp = authenticator(secret, email);
    const address = totp.toString();
    return { secret: totp.secret.base32, address, picture: await toPicture(address, { type: 'svg', margin: 2 }) };
  }

  async confirm({ caller, body, requestId }: Parsed<typeof confirmSecondFactor, StaffCaller>): Promise<Codes> {
    const factor = await this.demandFactor(caller.userId, false);
    // A recovery code is none yet: only the app itself proves that the secret arrived.
    await this.checkCode.demand(caller.userId, factor, body.code);
    const codes = this.newCodes();
    await this.database.staffTx([], async (tx) => {
      await this.store.confirm(tx, caller.userId);
      await this.store.replaceRecoveryCodes(tx, caller.userId, codes.map(this.hashOf));
    });
    await this.note(caller, 'staff.second_factor_set', requestId);
    return { recoveryCodes: codes };
  }

  async renew({ caller, body, requestId }: Parsed<typeof renewRecoveryCodes, StaffCaller>): Promise<Codes> {
    const factor = await this.demandFactor(caller.userId, true);
    await this.checkCode.demand(caller.userId, factor, body.code);
    const codes = this.newCodes();
    await this.database.staffTx([], (tx) => this.store.replaceRecoveryCodes(tx, caller.userId, codes.map(this.hashOf)));
    await this.note(caller, 'staff.recovery_codes_renewed', requestId);
    return { recoveryCodes: codes };
  }

  private async demandFactor(userId: number, isConfirmed: boolean): Promise<SecondFactor> {
    const factor = await this.database.staffTx([], (tx) => this.store.of(tx, userId));
    if (!factor || factor.isConfirmed !== isConfirmed) throw new AppError('wrong_state');
    return factor;
  }

  private newCodes(): string[] {
    return Array.from({ length: RECOVERY_CODES }, () => {
      const code = encodeCrockford(Buffer.from(this.ids.secret(), 'base64url'), RECOVERY_LENGTH);
      return `${code.slice(0, 5)}-${code.slice(5)}`;
    });
  }

  private hashOf = (code: string): Buffer => this.ids.hash(code.replace('-', ''));

  private async note(caller: StaffCaller, action: string, requestId: string): Promise<void> {
    await this.database.tx((tx) =>
      this.audit.note(tx, { actor: staffActor(caller.userId), action, siteId: null, requestId }),
    );
  }
}
