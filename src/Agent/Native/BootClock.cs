namespace ConfigSync.Agent.Native;

/// <summary>Milliseconds since the machine started, the clock that process start times are kept in. No one can set it.</summary>
internal static class BootClock
{
    private const int BootTime = 7;
    private const int RealTime = 0;

    /// <summary>Now.</summary>
    public static long Now => Milliseconds(BootTime);

    /// <summary>What this clock showed at a moment of the wall clock, never later than now.</summary>
    /// <param name="nanoseconds">Wall-clock nanoseconds, as in a file's status.</param>
    public static long At(long nanoseconds) => Now - Math.Max(0, Milliseconds(RealTime) - (nanoseconds / 1_000_000));

    private static long Milliseconds(int clock) =>
        Libc.ClockGetTime(clock, out var time) == 0
            ? (time.Seconds * 1_000) + (time.Nanoseconds / 1_000_000)
            : throw NativeException.For("read", "clock");
}
