import { z } from 'zod';
import { defineEndpoint } from '../endpoint';
import { fault, slug } from '../fields';
import { photoId } from '../public/places';
import { siteDetails } from './sites';

const site = z.object({ siteId: slug });

/** Of the picture itself; sent as text it is a third longer. */
export const PHOTO_LARGEST = 300_000;

export const addSitePhoto = defineEndpoint({
  name: 'addSitePhoto',
  method: 'POST',
  path: '/staff/sites/{siteId}/photos',
  audience: 'staff:site:write',
  summary: 'Adds a picture of the way in, at most three; of the file only what draws the picture is kept',
  params: site,
  body: z.object({
    /** What the picture shows, for those who do not see it. */
    alt: z.string(fault('required')).trim().min(1, fault('required')).max(200, fault('invalid')),
    /** A JPEG, PNG or WebP file. */
    base64: z.base64(fault('photo_wrong')).min(1, fault('required')),
  }),
  largest: 1_000_000,
  status: 201,
  response: siteDetails,
  errors: ['invalid', 'sign_in_required', 'not_found'],
});

export const removeSitePhoto = defineEndpoint({
  name: 'removeSitePhoto',
  method: 'DELETE',
  path: '/staff/sites/{siteId}/photos/{photoId}',
  audience: 'staff:site:write',
  summary: 'Takes a picture of the way in away',
  params: site.extend({ photoId }),
  response: siteDetails,
  errors: ['sign_in_required', 'not_found'],
});
