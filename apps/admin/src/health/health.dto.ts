// What a load balancer is told.

export class HealthDto {
  status: 'ok';
}

export class ReadinessDto {
  status: 'ok' | 'unavailable';
  reasons: string[];
}
