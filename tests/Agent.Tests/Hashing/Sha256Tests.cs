using System.Security.Cryptography;
using System.Text;
using ConfigSync.Agent.Hashing;

namespace ConfigSync.Agent.Tests.Hashing;

public sealed class Sha256Tests
{
    [Theory] // FIPS 180-4, examples of NIST
    [InlineData("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")]
    public void PublishedVectorsHold(string message, string digest) => Assert.Equal(digest, Hash(Encoding.ASCII.GetBytes(message)));

    [Fact]
    public void MillionLettersHashAsPublished() =>
        Assert.Equal("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0", Hash(Encoding.ASCII.GetBytes(new string('a', 1_000_000))));

    [Fact]
    public void EveryLengthAroundABlockHashesAsTheBaseLibraryDoes()
    {
        var random = new Random(42);
        for (var length = 0; length < 300; length++)
        {
            var message = new byte[length];
            random.NextBytes(message);
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(message)), Hash(message));
        }
    }

    [Fact]
    public void HowTheMessageIsCutDoesNotMatter()
    {
        var random = new Random(7);
        var message = new byte[10_000];
        random.NextBytes(message);
        var sha = new Sha256();
        for (var at = 0; at < message.Length;)
        {
            var length = Math.Min(random.Next(0, 200), message.Length - at);
            sha.Append(message.AsSpan(at, length));
            at += length;
        }

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(message)), sha.Finish().ToString());
    }

    [Fact]
    public void HashIsReadBackFromItsDigits()
    {
        var sha = new Sha256();
        sha.Append("abc"u8);
        var hash = sha.Finish();
        Assert.Equal(hash, ContentHash.Parse(hash.ToString()));
        Assert.Equal("ba7816bf8f01", hash.Short);
        Assert.Null(ContentHash.Parse("ba78"));
        Assert.Null(ContentHash.Parse(new string('x', 64)));
    }

    private static string Hash(byte[] message)
    {
        var sha = new Sha256();
        sha.Append(message);
        return sha.Finish().ToString();
    }
}
