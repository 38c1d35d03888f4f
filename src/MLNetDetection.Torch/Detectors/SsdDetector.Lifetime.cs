namespace MLNetDetection.Torch.Detectors;

/// <content>Who uses the weights, and when they go.</content>
public sealed partial class SsdDetector
{
    private readonly Lock _lifetime = new();
    private int _uses;
    private bool _disposed;

    /// <summary>True from the first <see cref="Dispose"/> on.</summary>
    public bool IsDisposed => Volatile.Read(ref _disposed);

    /// <summary>
    /// Ends the detector: whoever calls it from now on gets <see cref="ObjectDisposedException"/>. Detections and savings that run on other
    /// threads end as usual, and the last of them frees the weights; where none runs they are free on return. Again does nothing.
    /// </summary>
    public void Dispose()
    {
        lock (_lifetime)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
            if (_uses > 0)
            {
                return;
            }
        }

        Free();
    }

    private Use BeginUse()
    {
        lock (_lifetime)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _uses++;
            return new Use(this);
        }
    }

    private void EndUse()
    {
        lock (_lifetime)
        {
            if (--_uses > 0 || !_disposed)
            {
                return;
            }
        }

        Free();
    }

    private void Free()
    {
        _prepared.Dispose();
        Network.Dispose();
    }

    /// <summary>While it is there, the weights are too.</summary>
    private readonly ref struct Use(SsdDetector detector) : IDisposable
    {
        public void Dispose() => detector.EndUse();
    }
}
