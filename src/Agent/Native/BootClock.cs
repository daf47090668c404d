namespace ConfigSync.Agent.Native;

/// <summary>Milliseconds since boot (CLOCK_BOOTTIME), the clock of process start times. Nobody can set it.</summary>
internal static class BootClock
{
    private const int BootTime = 7;
    private const int RealTime = 0;

    public static long Now => Milliseconds(BootTime);

    /// <summary>Converts a wall-clock time to this clock, never later than now.</summary>
    /// <param name="nanoseconds">Wall-clock nanoseconds, as in a file's status.</param>
    public static long At(long nanoseconds) => Now - Math.Max(0, Milliseconds(RealTime) - (nanoseconds / 1_000_000));

    private static long Milliseconds(int clock) =>
        Libc.ClockGetTime(clock, out var time) == 0
            ? (time.Seconds * 1_000) + (time.Nanoseconds / 1_000_000)
            : throw NativeException.For("read", "clock");
}
