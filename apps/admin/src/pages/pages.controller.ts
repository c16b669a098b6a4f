// The addresses that people open in a browser.
import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '../access/route-access.js';
import { contentSecurityPolicy, markup, style } from './page.js';
import { script } from './page-script.js';

@ApiExcludeController() @Public()
@Controller()
export class PagesController {
  @Get(['/', '/sign-in', '/setup', '/invitation', '/password-reset'])
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', contentSecurityPolicy)
  page(): string {
    return markup;
  }

  @Get('/pages/script.js') @Header('content-type', 'text/javascript; charset=utf-8')
  script(): string {
    return script;
  }

  @Get('/pages/style.css') @Header('content-type', 'text/css; charset=utf-8')
  style(): string {
    return style;
  }
}
