// /api/ledger/proof: whether the ledger is whole and its sums are its own, as of each night or of now.
import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { LedgerProofRepository } from '#database/proof/ledger-proofs';
import { Requires } from '../access/route-access.js';
import { notFound } from '../http/not-found.js';
import { LedgerProofDto, LedgerProofListDto } from './ledger-proof.dto.js';
import { LedgerProofsService } from './ledger-proofs.service.js';
import { renderProof, renderSummary } from './render-proof.js';

const listed = 100;

@ApiTags('ledger')
@Controller('api/ledger/proof')
export class LedgerProofController {
  constructor(private readonly service: LedgerProofsService, private readonly proofs: LedgerProofRepository) {}

  /** The last hundred, the youngest first. */
  @Get() @Requires('ledger-proof:read')
  async list(): Promise<LedgerProofListDto> {
    return { data: (await this.proofs.list(listed)).map(renderSummary) };
  }

  /** Proves it now, as far as the nights do: the months of the last 35 days. One at a time; ask for its result by the id. */
  @Post() @HttpCode(202) @Requires('ledger-proof:start')
  async start(): Promise<LedgerProofDto> {
    return renderProof(await this.service.start());
  }

  @Get(':id') @Requires('ledger-proof:read')
  async get(@Param('id') id: string): Promise<LedgerProofDto> {
    const record = await this.proofs.find(id);
    if (!record) throw notFound('proof of the ledger');
    return renderProof(record);
  }
}
