// One 404 for what is not there and for what the member may not know about.
import { ApiError } from '#server/errors/api-error';

export const notFound = (noun: string) => new ApiError('not_found', { message: `There is no such ${noun}.` });
