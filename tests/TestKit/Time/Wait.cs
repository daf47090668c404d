using System.Diagnostics;
using System.Runtime.CompilerServices;
using Xunit.Sdk;

namespace ConfigSync.TestKit;

/// <summary>Waits for something to become true, for as long as a busy machine may need and no longer than it takes.</summary>
public static class Wait
{
    /// <summary>How long something may take on a busy machine before the test fails.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);

    /// <summary>Waits until <paramref name="condition"/> holds; fails the test when it does not within <see cref="Patience"/>.</summary>
    public static Task Until(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string? what = null) =>
        Until(condition, static () => Task.Delay(Pause, TimeProvider.System), what);

    /// <summary>Waits until <paramref name="condition"/> holds, where asking takes a while.</summary>
    public static Task Until(Func<Task<bool>> condition, [CallerArgumentExpression(nameof(condition))] string? what = null) =>
        Until(condition, static () => Task.Delay(Pause, TimeProvider.System), what);

    /// <summary>Does something again and again, until <paramref name="condition"/> holds.</summary>
    public static Task Until(Func<bool> condition, Func<Task> between, [CallerArgumentExpression(nameof(condition))] string? what = null) =>
        Until(() => Task.FromResult(condition()), between, what);

    private static async Task Until(Func<Task<bool>> condition, Func<Task> between, string? what)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(started) > Patience)
            {
                throw new XunitException($"not true within {Patience.TotalSeconds:0} s: {what}");
            }

            await between();
        }
    }
}
