import { describe, expect, it } from 'vitest';
import { engineError } from './engineError.js';

describe('engineError', () => {
  it.each([
    [
      'Code: 60. DB::Exception: No table t. (UNKNOWN_TABLE)',
      60,
      404,
      'Code: 60. DB::Exception: No table t. (UNKNOWN_TABLE)',
    ],
    [
      'Code: 27. DB::Exception: Code: 27. DB::Exception: Cannot parse: (at row 2): (in file/uri spool/x): While executing File. (CANNOT_PARSE) (version 26.7.2.1). (CANNOT_PARSE)',
      27,
      400,
      'Code: 27. DB::Exception: Cannot parse: (at row 2): While executing File. (CANNOT_PARSE)',
    ],
    [
      "Code: 62. DB::Exception: Failed at: INTO OUTFILE 'spool/x' COMPRESSION 'gzip' LEVEL 1 FORMAT JSON. (SYNTAX_ERROR)",
      62,
      400,
      'Code: 62. DB::Exception: Failed at: FORMAT JSON. (SYNTAX_ERROR)',
    ],
    ['the driver is closed', 1001, 500, 'Code: 1001. DB::Exception: the driver is closed (STD_EXCEPTION)'],
  ])('%s', (message, code, status, text) => {
    expect(engineError(new Error(message))).toMatchObject({ code, status, message: text });
  });
});
