import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { z } from 'zod';
import { CONFIG, type Config } from '../config/config';
import { AppError } from '../http/app-error';
import { SharedClock } from './shared-clock';

const request = z.object({ advanceSeconds: z.number().min(-1e9).max(1e9) });

/** Moves the clock of every process at once; there only where CLOCK is set, which production refuses. */
@Controller('dev')
export class ClockController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly shared: SharedClock,
  ) {}

  @Post('clock')
  @HttpCode(200)
  async advance(@Body() body: unknown): Promise<{ now: string }> {
    if (!this.config.CLOCK || this.config.NODE_ENV === 'production') throw new AppError('unknown_route');
    const read = request.safeParse(body);
    if (!read.success) throw new AppError('invalid', { errors: [{ path: 'advanceSeconds', code: 'invalid' }] });
    return { now: (await this.shared.advance(read.data.advanceSeconds)).toISOString() };
  }
}
