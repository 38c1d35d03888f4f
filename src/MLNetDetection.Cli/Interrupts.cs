using System.Runtime.InteropServices;

namespace MLNetDetection.Cli;

/// <summary>Ctrl+C once asks a command to stop; twice ends the process, as it would have without us.</summary>
internal sealed class Interrupts : IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();
    private readonly TextWriter _errors;
    private readonly PosixSignalRegistration[] _signals;
    private int _asked;

    public Interrupts(TextWriter errors)
    {
        _errors = errors;
        _signals = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Answer), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Answer)];
    }

    public CancellationToken Token => _cancellation.Token;

    public void Dispose()
    {
        foreach (PosixSignalRegistration signal in _signals)
        {
            signal.Dispose();
        }

        _cancellation.Dispose();
    }

    private void Answer(PosixSignalContext context)
    {
        if (Interlocked.Increment(ref _asked) > 1)
        {
            return;
        }

        context.Cancel = true;
        _errors.WriteLine();
        _errors.WriteLine("stopping; once more ends at once");
        _cancellation.Cancel();
    }
}
