using System.Collections.Concurrent;
using System.Diagnostics;
using MLNetDetection.Core.Annotations;

namespace MLNetDetection.Torch.Training;

/// <summary>
/// Reads a run's batches ahead of the network on several threads. What a batch holds depends on the seed, the epoch and the
/// image only, so that the number of threads changes nothing but the time.
/// </summary>
internal sealed class SampleLoader : IDisposable
{
    private readonly ITrainingSet _set;
    private readonly Func<SamplePreparation> _preparation;
    private readonly TrainingOptions _options;
    private readonly int _firstEpoch;
    private readonly BlockingCollection<(TrainingBatch Batch, int Slot)> _work = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly TrainingBatch[] _batches;
    private readonly Thread[] _workers;

    public SampleLoader(ITrainingSet set, Func<SamplePreparation> preparation, TrainingOptions options, SampleShape shape, int firstEpoch = 0)
    {
        (_set, _preparation, _options, _firstEpoch) = (set, preparation, options, firstEpoch);
        int capacity = Math.Max(2, Math.Min(options.BatchSize, set.Count)); // an only image is given twice
        _batches = [.. Enumerable.Range(0, options.Prefetch + 1).Select(_ =>
            new TrainingBatch(capacity, shape))];
        int threads = options.Workers > 0 ? options.Workers : Math.Clamp(Environment.ProcessorCount / 2, 1, 4);
        _workers = [.. Enumerable.Range(0, threads).Select(i => new Thread(Work) { IsBackground = true, Name = $"Detection loader {i}" })];
        foreach (Thread worker in _workers)
        {
            worker.Start();
        }
    }

    /// <summary>Time that whoever reads the batches has waited for them so far.</summary>
    public TimeSpan Waited { get; private set; }

    /// <summary>What its threads did, once it is disposed.</summary>
    public TimeSpan Preparing { get; private set; }

    /// <summary>Likewise.</summary>
    public TimeSpan Matching { get; private set; }

    /// <summary>Every batch of the run in order; one is valid until the next is asked for.</summary>
    public IEnumerable<TrainingBatch> Read(CancellationToken cancellation)
    {
        using IEnumerator<(int Epoch, int[] Indices)> plan = Plan().GetEnumerator();
        var queue = new Queue<TrainingBatch>();
        var free = new Queue<TrainingBatch>(_batches);
        bool more = true;
        while (true)
        {
            while (more && free.Count > 0 && (more = plan.MoveNext()))
            {
                TrainingBatch next = free.Dequeue();
                next.Begin(plan.Current.Epoch, plan.Current.Indices);
                queue.Enqueue(next);
                for (int slot = 0; slot < next.Count; slot++)
                {
                    _work.Add((next, slot), CancellationToken.None);
                }
            }

            if (queue.Count == 0)
            {
                yield break;
            }

            TrainingBatch batch = queue.Dequeue();
            long start = Stopwatch.GetTimestamp();
            batch.Wait(cancellation);
            Waited += Stopwatch.GetElapsedTime(start);
            yield return batch;
            free.Enqueue(batch);
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        _work.CompleteAdding();
        foreach (Thread worker in _workers)
        {
            worker.Join();
        }

        foreach (TrainingBatch batch in _batches)
        {
            batch.Dispose();
        }

        _work.Dispose();
        _stop.Dispose();
    }

    private IEnumerable<(int Epoch, int[] Indices)> Plan()
    {
        for (int epoch = _firstEpoch; epoch < _options.Epochs; epoch++)
        {
            foreach (int[] indices in EpochOrder.Shuffle(_set.Count, _options.BatchSize, _options.Seed, epoch))
            {
                yield return (epoch, indices);
            }
        }
    }

    private void Work()
    {
        SamplePreparation preparation = _preparation(); // holds buffers, so one per thread
        Work(preparation);
        lock (_batches)
        {
            Preparing += preparation.Preparing;
            Matching += preparation.Matching;
        }
    }

    private void Work(SamplePreparation preparation)
    {
        foreach ((TrainingBatch batch, int slot) in _work.GetConsumingEnumerable())
        {
            if (_stop.IsCancellationRequested)
            {
                batch.SlotDone();
                continue;
            }

            int index = batch.Indices[slot];
            try
            {
                preparation.Prepare(_set, index, batch, slot);
                batch.SlotDone();
            }
            catch (Exception error)
            {
                // Whatever a set throws must reach the training thread, which else would wait for this image for ever.
                batch.SlotFailed(new InvalidDataException($"Training image {index} cannot be used: {error.Message}", error));
            }
        }
    }
}
