using System.Runtime.CompilerServices;

namespace ConfigSync.TestKit.ApiServer;

/// <summary>
/// Moves a clock in steps, and no faster than the machine keeps up: before each step, calls go to the server and come back, so that what the last step
/// set going had its turn. Without that, a busy machine makes leases expire that nobody meant to.
/// </summary>
public sealed class PacedClock(ManualTimeProvider time, FakeApiServer server)
{
    // What a step sets going is a call or two of a client; three calls, one after the other, take longer than those.
    private const int CallsPerStep = 3;

    /// <summary>Moves the clock, after what went before had its turn.</summary>
    public async Task StepAsync(TimeSpan step)
    {
        for (var call = 0; call < CallsPerStep; call++)
        {
            await server.PingAsync();
        }

        time.Advance(step);
    }

    /// <summary>Moves the clock until <paramref name="condition"/> holds.</summary>
    public Task UntilAsync(TimeSpan step, Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string? what = null) =>
        Wait.Until(condition, () => StepAsync(step), what);
}
