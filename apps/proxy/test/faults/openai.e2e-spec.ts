import { faultMatrix } from '../harness/fault-matrix.js';
import { wires } from '../harness/wires.js';

faultMatrix(wires.openai);
