// Lets Node run the sources as they are: see hooks.mjs.
import { register } from 'node:module';

register(new URL('./hooks.mjs', import.meta.url));
