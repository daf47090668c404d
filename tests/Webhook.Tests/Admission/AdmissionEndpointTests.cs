using System.Net;
using System.Text.Json;
using System.Text;
using ConfigSync.TestKit;
using ConfigSync.TestKit.Http;

namespace ConfigSync.Webhook.Tests.Admission;

public sealed class AdmissionEndpointTests(ServingWebhook serving) : IClassFixture<ServingWebhook>, IDisposable
{
    private readonly WebhookProcess _webhook = serving.Process;
    private readonly TrustingClient _client = serving.Process.Client();

    public static TheoryData<string> Recorded => [.. Corpus.Admission, .. Corpus.Wild];

    public void Dispose() => _client.Dispose();

    [Theory]
    [MemberData(nameof(Recorded))]
    public async Task RecordedRequestIsAnsweredWithItsUid(string name)
    {
        var body = Corpus.Body(name);
        using var response = await _client.PostAsync("/mutate?timeout=10s", body);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType!.ToString());

        using var request = JsonDocument.Parse(body);
        using var answer = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync());
        Assert.Equal("admission.k8s.io/v1", answer.RootElement.GetProperty("apiVersion").GetString());
        Assert.Equal("AdmissionReview", answer.RootElement.GetProperty("kind").GetString());
        Assert.Equal(
            request.RootElement.GetProperty("request").GetProperty("uid").GetString(),
            answer.RootElement.GetProperty("response").GetProperty("uid").GetString());
    }

    [Fact]
    public async Task RequestsAtTheSameTimeGetTheSameAnswersAsOneByOne()
    {
        var expected = new Dictionary<string, byte[]>();
        foreach (var name in Corpus.Admission)
        {
            expected[name] = await AnswerAsync(name);
        }

        await Parallel.ForEachAsync(
            Enumerable.Range(0, 20).SelectMany(_ => Corpus.Admission),
            new ParallelOptions { MaxDegreeOfParallelism = 16 },
            async (name, _) => Assert.Equal(expected[name], await AnswerAsync(name)));
    }

    [Fact]
    public async Task ManyRequestsUseOneConnection()
    {
        using var client = _webhook.Client();
        for (var call = 0; call < 20; call++)
        {
            using var response = await client.PostAsync("/mutate", Corpus.Body("amp-0"));
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        Assert.Equal(1, client.Connections);
    }

    [Fact]
    public async Task Http2IsServed()
    {
        using var client = _webhook.Client(HttpVersion.Version20);
        using var response = await client.PostAsync("/mutate", Corpus.Body("amp-0"));
        Assert.Equal((HttpStatusCode.OK, HttpVersion.Version20), (response.StatusCode, response.Version));
    }

    [Theory]
    [InlineData("", "malformed-body")]
    [InlineData("{", "malformed-body")]
    [InlineData("[]", "malformed-body")]
    [InlineData("null", "malformed-body")]
    [InlineData("""{"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1beta1","request":{"uid":"u"}}""", "unsupported-version")]
    [InlineData("""{"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1"}""", "missing-request")]
    public async Task BodyThatIsNoReviewIsABadRequestWithAReason(string body, string reason)
    {
        using var response = await _client.PostAsync("/mutate", Encoding.UTF8.GetBytes(body));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.EndsWith($"[{reason}]", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/jsonp")]
    [InlineData("")]
    public async Task OtherContentTypeIsRefused(string contentType)
    {
        using var response = await _client.PostAsync("/mutate", Corpus.Body("amp-0"), contentType);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.EndsWith("[unsupported-media-type]", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("Application/JSON")]
    public async Task ContentTypeMayHaveParametersAndCapitals(string contentType)
    {
        using var response = await _client.PostAsync("/mutate", Corpus.Body("amp-0"), contentType);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task BodyOverTheLimitIsRefusedWhetherAnnouncedOrNot(bool chunked)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/mutate", UriKind.Relative));
        request.Content = new ByteArrayContent(new byte[(8 * 1024 * 1024) + 1]);
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        request.Headers.TransferEncodingChunked = chunked;
        request.Headers.ExpectContinue = true;
        using var response = await _client.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.EndsWith("[body-too-large]", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task BodyOfThreeMebibytesInChunksIsRead()
    {
        var padded = Corpus.Body("amp-0").Concat(Enumerable.Repeat((byte)' ', 3 * 1024 * 1024)).ToArray();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/mutate", UriKind.Relative));
        request.Content = new ByteArrayContent(padded);
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        request.Headers.TransferEncodingChunked = true;
        using var response = await _client.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task OtherMethodIsNotAllowed(string method)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri("/mutate", UriKind.Relative));
        using var response = await _client.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal("POST", Assert.Single(response.Content.Headers.Allow));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/healthz")]
    [InlineData("/readyz")]
    [InlineData("/metrics")]
    [InlineData("/mutate/x")]
    public async Task OnlyReviewsAreServedOverTls(string path)
    {
        using var response = await _client.Http.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task ReviewIsNotServedWithoutTls()
    {
        using var content = new StringContent("{}", Encoding.UTF8, "application/json");
        using var response = await _webhook.Plain.PostAsync(new Uri("/mutate", UriKind.Relative), content);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    private async Task<byte[]> AnswerAsync(string name)
    {
        using var response = await _client.PostAsync("/mutate?timeout=10s", Corpus.Body(name));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsByteArrayAsync();
    }
}
