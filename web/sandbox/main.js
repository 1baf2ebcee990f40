import { startSandbox } from './app.js';

startSandbox();
