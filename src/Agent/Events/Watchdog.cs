using System.Runtime.InteropServices;
using ConfigSync.Agent.Native;

namespace ConfigSync.Agent.Events;

/// <summary>
/// Ends an agent whose loop hangs, on a disk for example, so that the kubelet starts it anew: the kernel sends SIGALRM unless the loop's turns keep
/// putting it off. A liveness probe would start a process in every Pod every few seconds for the same.
/// </summary>
internal sealed class Watchdog : IDisposable
{
    // SIGALRM, of which PosixSignal has no name. It must be handled: as PID 1 the kernel would not end the agent by it.
    private const PosixSignal Alarm = (PosixSignal)14;

    private const uint AlarmSeconds = 20;

    // A Pod that was frozen comes back with the alarm due and the loop about to turn. The loop turns every ten seconds at least.
    private static readonly TimeSpan SecondLook = TimeSpan.FromSeconds(12);

    private readonly ManualResetEventSlim _turned = new();
    private readonly PosixSignalRegistration _registration;
    private readonly Action _hung;

    /// <summary>Begins to watch.</summary>
    /// <param name="hung">Ends the process.</param>
    public Watchdog(Action hung)
    {
        _hung = hung;
        _registration = PosixSignalRegistration.Create(Alarm, Look);
        PutOff();
    }

    /// <summary>Starts over; called with every turn of the loop.</summary>
    public void PutOff()
    {
        _ = Libc.Alarm(AlarmSeconds);
        _turned.Set();
    }

    public void Dispose()
    {
        _ = Libc.Alarm(0);
        _registration.Dispose();
        _turned.Dispose();
    }

    private void Look(PosixSignalContext context)
    {
        context.Cancel = true;
        _turned.Reset();
        if (!_turned.Wait(SecondLook))
        {
            _hung();
        }
    }
}
