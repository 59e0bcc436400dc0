import { notebookCells } from '../../src/model/notebookcells';

const STDOUT = 'application/vnd.jupyter.stdout';
const STDERR = 'application/vnd.jupyter.stderr';

it('reads texts, code and what came out', () => {
  const cells = notebookCells({
    metadata: { language_info: { file_extension: '.jl' } },
    cells: [
      { cell_type: 'markdown', source: ['# Title\n', 'text'] },
      { cell_type: 'raw', source: 'raw' },
      {
        cell_type: 'code',
        source: 'x',
        execution_count: 3,
        outputs: [
          { output_type: 'stream', name: 'stdout', text: ['a\n', 'b'] },
          { output_type: 'stream', name: 'stderr', text: 'c' },
          {
            output_type: 'execute_result',
            data: {
              'text/html': ['<b>', 'x</b>'],
              'application/json': ['a', 'b']
            }
          },
          { output_type: 'error', traceback: ['one', 'two'] },
          { output_type: 'error', ename: 'E', evalue: 'why', traceback: [] }
        ]
      }
    ]
  });
  expect(cells).toEqual([
    { kind: 'markdown', source: '# Title\ntext' },
    { kind: 'raw', source: 'raw' },
    {
      kind: 'code',
      source: 'x',
      language: 'jl',
      count: 3,
      outputs: [
        { [STDOUT]: 'a\nb' },
        { [STDERR]: 'c' },
        { 'text/html': '<b>x</b>', 'application/json': ['a', 'b'] },
        { [STDERR]: 'one\ntwo' },
        { [STDERR]: 'E: why' }
      ]
    }
  ]);
});

it.each([
  [{ cell_type: 'code' }],
  [{ cell_type: 'code', source: 7, outputs: 'no', execution_count: 'no' }],
  [
    {
      cell_type: 'code',
      source: null,
      outputs: [1, null, {}, { output_type: 'x' }]
    }
  ],
  [{ cell_type: 'code', outputs: [{ output_type: 'display_data', data: 7 }] }]
])('%j breaks nothing', cell => {
  expect(notebookCells({ cells: [cell] })).toEqual([
    { kind: 'code', source: '', language: 'py', count: null, outputs: [] }
  ]);
});
