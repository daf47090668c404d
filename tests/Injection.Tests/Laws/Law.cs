using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace ConfigSync.Injection.Tests.Laws;

/// <summary>
/// Tries a law on generated values. The seed is fixed, so that a run can be repeated; <c>make laws</c> sets LAWS_SEED and LAWS_TESTS to look
/// further. What fails is shrunk and printed with its seed.
/// </summary>
internal static class Law
{
    private const ulong FixedSeed = 20261121;

    public static int Tests { get; } = (int)Setting("LAWS_TESTS", 400);

    public static void Holds<T>(Arbitrary<T> values, Action<T> law)
    {
        var replay = new Replay(new Rnd(Setting("LAWS_SEED", FixedSeed)), FSharpOption<int>.None);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Tests).WithReplay(FSharpOption<Replay>.Some(replay)), Prop.ForAll(values, law));
    }

    private static ulong Setting(string name, ulong otherwise) =>
        ulong.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
