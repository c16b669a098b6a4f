// /api/budgets: caps on what is charged, over windows of time, and what is spent of them.
import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { BudgetEventRepository } from '#database/budget-events';
import type { Author } from '#database/change';
import type { Principal } from '../access/principal.js';
import { Requires } from '../access/route-access.js';
import { By, Me } from '../access/signed-in.js';
import { renderPage } from '../http/list-query.dto.js';
import { IfMatch } from '../http/version.js';
import { BudgetDto, BudgetListDto, BudgetQueryDto, BudgetWithStandingDto, CreateBudgetDto, CreateRaiseDto, UpdateBudgetDto } from './budget.dto.js';
import { BudgetsService } from './budgets.service.js';
import { renderBudget, renderBudgetEvent, renderStanding } from './render-budget.js';
import { Standings } from './standings.js';

const here = { budget: 'id' } as const;
const shownEvents = 20;

@ApiTags('budgets')
@Controller('api/budgets')
export class BudgetsController {
  constructor(private readonly budgets: BudgetsService, private readonly standings: Standings, private readonly events: BudgetEventRepository) {}

  /** Newest first, of the projects in which the member may see them; those of no project for whoever may in the organisation. */
  @Get() @Requires('budget:read')
  async list(@Me() me: Principal, @Query() query: BudgetQueryDto): Promise<BudgetListDto> {
    return renderPage(await this.budgets.list(me, query), renderBudget);
  }

  /** One of a project needs `budget:write` there, any other in the organisation. It counts what is in its window already. */
  @Post() @Requires('budget:write')
  async create(@Me() me: Principal, @By() by: Author, @Body() body: CreateBudgetDto): Promise<BudgetDto> {
    return renderBudget(await this.budgets.create(me, by, body));
  }

  /** With what is spent and held now, and the thresholds that were passed. */
  @Get(':id') @Requires('budget:read', here)
  async get(@Param('id') id: string): Promise<BudgetWithStandingDto> {
    const budget = await this.budgets.get(id);
    const [standing, events] = await Promise.all([this.standings.of(budget), this.events.listOf(id, shownEvents)]);
    return { ...renderBudget(budget), standing: renderStanding(standing), events: events.map(renderBudgetEvent) };
  }

  /** Changes what is given. With `If-Match` only the version that it names. */
  @Patch(':id') @Requires('budget:write', here)
  async update(@Me() me: Principal, @By() by: Author, @Param('id') id: string, @Body() body: UpdateBudgetDto, @IfMatch() version?: number): Promise<BudgetDto> {
    return renderBudget(await this.budgets.update(me, by, id, body, version));
  }

  /** It counts and refuses nothing from now on, within a second everywhere. */
  @Post(':id/archive') @HttpCode(200) @Requires('budget:write', here)
  async archive(@By() by: Author, @Param('id') id: string, @IfMatch() version?: number): Promise<BudgetDto> {
    return renderBudget(await this.budgets.archive(by, id, version));
  }

  @Post(':id/unarchive') @HttpCode(200) @Requires('budget:write', here)
  async unarchive(@By() by: Author, @Param('id') id: string, @IfMatch() version?: number): Promise<BudgetDto> {
    return renderBudget(await this.budgets.unarchive(by, id, version));
  }

  /** More than the cap until a date. Of several all count. */
  @Post(':id/raises') @Requires('budget:write', here)
  async raise(@By() by: Author, @Param('id') id: string, @Body() body: CreateRaiseDto): Promise<BudgetDto> {
    return renderBudget(await this.budgets.raise(by, id, body));
  }

  /** Ends it before its time; one that is over stays as it is. */
  @Delete(':id/raises/:raiseId') @Requires('budget:write', here)
  async endRaise(@By() by: Author, @Param('id') id: string, @Param('raiseId') raiseId: string): Promise<BudgetDto> {
    return renderBudget(await this.budgets.endRaise(by, id, raiseId));
  }
}
