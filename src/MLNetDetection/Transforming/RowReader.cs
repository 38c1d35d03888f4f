using System.Runtime.ExceptionServices;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNetDetection.Transforming;

/// <summary>
/// Reads batches of rows from a cursor into one half of its slots while the other half is in use. The cursor is touched by one thread at a
/// time: by the caller of <see cref="Next"/>, or by a worker from <see cref="ReadAhead"/> until the following Next or Dispose.
/// </summary>
internal sealed class RowReader : IDisposable
{
    private readonly DetectionSchema _schema;
    private readonly DataViewRowCursor _source;
    private readonly int _capacity;
    private readonly Dictionary<int, ColumnBuffer> _buffers = [];
    private readonly ColumnBuffer<MLImage> _images;
    private readonly ColumnBuffer<MLImage>? _sourceImages;
    private readonly ValueGetter<DataViewRowId> _id;
    private readonly DataViewRowId[] _ids;
    private readonly long[] _batches;
    private readonly RowPicture[] _pictures;
    private Task<RowsRead>? _ahead;
    private RowsRead _current;
    private int _first;
    private long _rows;
    private volatile bool _stopped;

    public RowReader(DetectionSchema schema, DataViewRowCursor source, IEnumerable<DataViewSchema.Column> columns, int capacity)
    {
        (_schema, _source, _capacity) = (schema, source, capacity);
        foreach (DataViewSchema.Column column in columns)
        {
            _buffers[column.Index] = ColumnBuffer.Create(source, column, 2 * capacity);
        }

        _images = (ColumnBuffer<MLImage>)_buffers[schema.Image.Index];
        _sourceImages = schema.SourceImage is { } sourceImage ? (ColumnBuffer<MLImage>)_buffers[sourceImage.Index] : null;
        _id = source.GetIdGetter();
        _ids = new DataViewRowId[2 * capacity];
        _batches = new long[2 * capacity];
        _pictures = new RowPicture[2 * capacity];
        _first = capacity;
    }

    /// <summary>The pictures of the current batch.</summary>
    public ArraySegment<RowPicture> Pictures => new(_pictures, _first, _current.Count);

    /// <summary>Lets go of them once the network has seen them.</summary>
    public void ForgetPictures() => Pictures.AsSpan().Clear();

    /// <summary>The slot of a row of the current batch.</summary>
    public int Slot(int row) => _first + row;

    public DataViewRowId Id(int slot) => _ids[slot];

    public long Batch(int slot) => _batches[slot];

    public ColumnBuffer Column(int index) => _buffers[index];

    /// <summary>Makes the next batch the current one; false at the end. A row that cannot be read ends its batch, and throws when its turn comes.</summary>
    public bool Next()
    {
        _current.Fault?.Throw();
        if (_current.IsLast)
        {
            return false;
        }

        int first = _capacity - _first;
        RowsRead next = _ahead?.GetAwaiter().GetResult() ?? Read(first);
        _ahead = null;
        (_first, _current) = (first, next);
        if (next.Count == 0)
        {
            next.Fault?.Throw();
        }

        return next.Count > 0;
    }

    /// <summary>Begins to read the batch after the current one on a worker.</summary>
    public void ReadAhead()
    {
        if (!_current.IsLast && _ahead is null)
        {
            int first = _capacity - _first;
            _ahead = Task.Run(() => Read(first));
        }
    }

    /// <summary>Waits for the worker, which stops after its row, then ends the cursor.</summary>
    public void Dispose()
    {
        _stopped = true;
        _ahead?.Wait();
        _ahead = null;
        _source.Dispose();
    }

    // Never throws: what goes wrong belongs to the row that it happened at.
    private RowsRead Read(int first)
    {
        int count = 0;
        try
        {
            while (count < _capacity && !_stopped && _source.MoveNext())
            {
                ReadRow(first + count);
                count++;
                _rows++;
            }

            return new RowsRead(count, IsLast: count < _capacity, Fault: null);
        }
        catch (Exception e)
        {
            return new RowsRead(count, IsLast: true, ExceptionDispatchInfo.Capture(e));
        }
    }

    private void ReadRow(int slot)
    {
        foreach (ColumnBuffer buffer in _buffers.Values)
        {
            buffer.Read(slot);
        }

        _id(ref _ids[slot]);
        _batches[slot] = _source.Batch;
        MLImage image = _images[slot] ?? throw new InvalidDataException($"Row {_rows} has no image in column '{_schema.Image.Name}'.");
        _pictures[slot] = new RowPicture(image.ToPixelImage(), _sourceImages?[slot] is { } source ? (source.Width, source.Height) : null);
    }

    /// <summary>What a reading found.</summary>
    /// <param name="Count">Rows.</param>
    /// <param name="IsLast">No row follows that could be read.</param>
    /// <param name="Fault">Why, where it is not the end.</param>
    private readonly record struct RowsRead(int Count, bool IsLast, ExceptionDispatchInfo? Fault);
}
