using System.Collections.Concurrent;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetDetection.Tests.TestData;

namespace MLNetDetection.Tests.Transforming;

/// <summary>The next rows are read while the network runs: by one thread at a time, and no row gets lost or is read after the end.</summary>
public sealed class ReadAheadTests(QuickModel quick) : IClassFixture<QuickModel>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void MoveNext_BadRow_ComesAfterTheGoodOnesBeforeIt(bool ahead)
    {
        BlockPictures.Row[] rows = [.. quick.Rows.Take(5), new() { ImagePath = "/no/such/file.png" }, quick.Rows[5]];
        using DataViewRowCursor cursor = Scores(rows, ahead);
        for (int i = 0; i < 5; i++)
        {
            Assert.True(cursor.MoveNext());
            Assert.Equal(i, cursor.Position);
        }

        Exception fault = Assert.ThrowsAny<Exception>(() => cursor.MoveNext());
        Assert.Contains("file.png", fault.ToString());
        Assert.False(cursor.MoveNext());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void MoveNext_EmptyImage_NamesItsRow(bool ahead)
    {
        BlockPictures.Row[] rows = [.. quick.Rows.Take(4), new() { ImagePath = "" }];
        using DataViewRowCursor cursor = Scores(rows, ahead);

        string message = Assert.Throws<InvalidDataException>(() =>
        {
            while (cursor.MoveNext())
            {
            }
        }).Message;

        Assert.Contains("Row 4 has no image in column 'Image'", message);
    }

    [Fact]
    public void MoveNext_Ahead_IsOneThreadAtATime()
    {
        var rows = new WatchedRows(quick.Rows, 40);
        using (DataViewRowCursor cursor = Scores(rows.Read(), ahead: true))
        {
            int count = 0;
            while (cursor.MoveNext())
            {
                count++;
            }

            Assert.Equal(40, count);
        }

        Assert.False(rows.Overlapped);
        Assert.Contains(rows.Threads, thread => thread != Environment.CurrentManagedThreadId);
    }

    [Fact]
    public void MoveNext_NotAhead_StaysOnTheCallersThread()
    {
        var rows = new WatchedRows(quick.Rows, 20);
        using (DataViewRowCursor cursor = Scores(rows.Read(), ahead: false))
        {
            while (cursor.MoveNext())
            {
            }
        }

        Assert.Equal([Environment.CurrentManagedThreadId], rows.Threads.Distinct());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    public void Dispose_WhileReading_EndsTheSourceOnce(int moves)
    {
        var rows = new WatchedRows(quick.Rows, 1000);
        DataViewRowCursor cursor = Scores(rows.Read(), ahead: true);
        for (int i = 0; i < moves; i++)
        {
            Assert.True(cursor.MoveNext());
        }

        cursor.Dispose();
        cursor.Dispose();

        // Batches of three: the one in use, the one being read, and what the worker had begun.
        Assert.InRange(rows.Threads.Count, moves == 0 ? 0 : 1, moves + 7);
        Assert.False(cursor.MoveNext());
    }

    [Fact]
    public void Transform_AheadOrNot_IsTheSame()
    {
        Assert.Equal(All(ahead: false), All(ahead: true));

        float[] All(bool ahead)
        {
            using DataViewRowCursor cursor = Scores(quick.Rows, ahead);
            ValueGetter<VBuffer<float>> getter = cursor.GetGetter<VBuffer<float>>(cursor.Schema["Score"]);
            var all = new List<float>();
            VBuffer<float> scores = default;
            while (cursor.MoveNext())
            {
                getter(ref scores);
                all.AddRange(scores.DenseValues());
            }

            return [.. all];
        }
    }

    private DataViewRowCursor Scores(IEnumerable<BlockPictures.Row> rows, bool ahead)
    {
        quick.Model.ReadsAhead = ahead;
        IDataView source = quick.Ml.Transforms.LoadImages("Image", "", "ImagePath").Fit(quick.Ml.Data.LoadFromEnumerable(quick.Rows)).Transform(quick.Ml.Data.LoadFromEnumerable(rows));
        IDataView data = quick.Model.Transform(source);
        return data.GetRowCursor(data.Schema.Where(column => column.Name == "Score"));
    }

    private sealed class WatchedRows(IReadOnlyList<BlockPictures.Row> rows, int count)
    {
        private int _inside;

        public ConcurrentQueue<int> Threads { get; } = [];

        public bool Overlapped { get; private set; }

        public IEnumerable<BlockPictures.Row> Read()
        {
            for (int i = 0; i < count; i++)
            {
                Overlapped |= Interlocked.Increment(ref _inside) != 1;
                Threads.Enqueue(Environment.CurrentManagedThreadId);
                Interlocked.Decrement(ref _inside);
                yield return rows[i % rows.Count];
            }
        }
    }
}
