// Our forward pass and ONNX Runtime's, in turns on the same drawings: onnxruntime.sh builds and runs this.

#include <dlfcn.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "base/workers.h"
#include "cli/command_line.h"
#include "cli/commands/bench_inputs.h"
#include "cli/commands/export.h"
#include "cli/inputs.h"
#include "models/every_layer.h"
#include "models/onnx/writer.h"
#include "nn/forward.h"

namespace convoscope::compare {
namespace {

/// ONNX Runtime's C API is a table of functions whose order never changes: onnxruntime_c_api.h, struct
/// OrtApi. These are the few that we call, by their places.
class OnnxRuntime {
  public:
    /// @param file  as write_onnx() writes `model`
    OnnxRuntime(const char* library, const std::string& file, const nn::Architecture& model, int threads = 1)
        : input_name_(model.nodes[0].name),
          output_name_(model.output().name),
          input_(static_cast<std::size_t>(model.input.shape.size())),
          output_(static_cast<std::size_t>(model.output().output.size())) {
        void* const handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
        if (!handle) throw std::runtime_error(std::string("cannot load ONNX Runtime: ") + dlerror());
        struct Base {
            const void* const* (*api)(std::uint32_t version);
            const char* (*version)();
        };
        const auto base = reinterpret_cast<const Base* (*)()>(dlsym(handle, "OrtGetApiBase"))();
        version_ = base->version();
        api_ = base->api(1);
        if (!api_) throw std::runtime_error("this ONNX Runtime has no API of version 1");
        void* environment = nullptr;
        void* options = nullptr;
        call<int, const char*, void**>(kCreateEnvironment, 3, "compare", &environment);
        call<void**>(kCreateOptions, &options);
        call<void*, int>(kSetIntraOpThreads, options, threads);
        call<void*, int>(kSetInterOpThreads, options, 1);
        call<void*, int>(kSetOptimisationLevel, options, 99);  // all there are
        call<void*, const void*, std::size_t, void*, void**>(kCreateSession, environment, file.data(),
                                                             file.size(), options, &session_);
        void* memory = nullptr;
        call<int, int, void**>(kCreateCpuMemoryInfo, 1, 0, &memory);
        input_value_ = tensor(memory, input_, model.input.shape);
        output_value_ = tensor(memory, output_, model.output().output);
    }

    const char* version() const { return version_; }
    std::vector<float>& input() { return input_; }
    const std::vector<float>& output() const { return output_; }

    void run() {
        const char* const input_name = input_name_.c_str();
        const char* const output_name = output_name_.c_str();
        call<void*, const void*, const char* const*, void* const*, std::size_t, const char* const*,
             std::size_t, void**>(kRun, session_, nullptr, &input_name, &input_value_, 1, &output_name, 1,
                                  &output_value_);
    }

  private:
    enum Place {
        kGetErrorMessage = 2,
        kCreateEnvironment = 3,
        kCreateSession = 8,  // from bytes
        kRun = 9,
        kCreateOptions = 10,
        kSetOptimisationLevel = 23,
        kSetIntraOpThreads = 24,
        kSetInterOpThreads = 25,
        kCreateTensor = 49,  // around our memory
        kCreateCpuMemoryInfo = 69,
    };

    template <class Function>
    Function at(Place place) const {
        return reinterpret_cast<Function>(const_cast<void*>(api_[place]));
    }

    template <class... Arguments>
    void call(Place place, Arguments... arguments) const {
        void* const status = at<void* (*)(Arguments...)>(place)(arguments...);
        if (status)
            throw std::runtime_error(std::string("ONNX Runtime: ") +
                                     at<const char* (*)(void*)>(kGetErrorMessage)(status));
    }

    /// A batch of one; vectors have no rows and columns.
    void* tensor(void* memory, std::vector<float>& values, const nn::Shape& of) const {
        const std::int64_t shape[] = {1, of.channels, of.height, of.width};
        const std::size_t rank = of.is_flat() ? 2 : 4;
        void* value = nullptr;
        call<void*, void*, std::size_t, const std::int64_t*, std::size_t, int, void**>(
            kCreateTensor, memory, values.data(), values.size() * sizeof(float), shape, rank, 1, &value);
        return value;
    }

    std::string input_name_;
    std::string output_name_;
    std::vector<float> input_;
    std::vector<float> output_;
    const char* version_ = nullptr;
    const void* const* api_ = nullptr;
    void* session_ = nullptr;
    void* input_value_ = nullptr;
    void* output_value_ = nullptr;
};

/// One round over all drawings: each call timed on its own.
void time_round(const std::vector<std::vector<float>>& inputs, float* input, const std::function<void()>& run,
                std::vector<double>& microseconds) {
    for (const std::vector<float>& one : inputs) {
        std::ranges::copy(one, input);
        const auto start = std::chrono::steady_clock::now();
        run();
        const std::chrono::duration<double, std::micro> taken = std::chrono::steady_clock::now() - start;
        microseconds.push_back(taken.count());
    }
}

class StringSink final : public ByteSink {
  public:
    void write(std::string_view more) override { bytes += more; }
    std::string bytes;
};

/// What `convoscope export` writes says: the last layer's values, or, as the file that it came from, logits
/// or logarithms.
std::vector<float> our_output(const models::Opened& opened, const nn::Workspace& workspace) {
    if (opened.imported) {
        models::FileOutput output = opened.imported->output;
        output.order.clear();  // ours
        return models::result_of(output, workspace);
    }
    return {workspace.output().begin(), workspace.output().end()};
}

std::string onnx_of(const models::Opened& opened) {
    StringSink file;
    models::write_onnx(*opened.model, cli::written_output(opened), file);
    return file.bytes;
}

/// How far apart the two are over all inputs, and the largest output of all.
struct Distance {
    double difference = 0;
    double largest = 1;
};

/// @throws std::runtime_error where they differ by more than 1e-5 of the largest
Distance distance(OnnxRuntime& theirs, const models::Opened& opened, nn::Workspace& workspace,
                  const std::vector<std::vector<float>>& inputs) {
    Distance result;
    for (const std::vector<float>& input : inputs) {
        std::ranges::copy(input, workspace.input().begin());
        std::ranges::copy(input, theirs.input().begin());
        nn::forward(*opened.model, workspace);
        theirs.run();
        const std::vector<float> ours = our_output(opened, workspace);
        for (std::size_t i = 0; i < theirs.output().size(); ++i) {
            const double output = theirs.output()[i];
            result.difference = std::max(result.difference, std::abs(static_cast<double>(ours[i]) - output));
            result.largest = std::max(result.largest, std::abs(output));
        }
    }
    if (!(result.difference < 1e-5 * result.largest))
        throw std::runtime_error("the two differ by " + std::to_string(result.difference));
    return result;
}

/// Every operator and every non-linearity.
int compare_layers(const char* library) {
    test::NamedModels all = test::every_layer();
    for (auto& bend : test::every_bend()) all.push_back(std::move(bend));
    double most = 0;
    for (auto& [what, model] : all) {
        const models::Opened opened{std::make_shared<const nn::Model>(std::move(model)), nullptr};
        try {
            nn::Workspace workspace(opened.model->architecture);
            OnnxRuntime theirs(library, onnx_of(opened), opened.model->architecture);
            const std::vector inputs{test::random_values<float>(workspace.input().size(), 1),
                                     test::random_values<float>(workspace.input().size(), 2)};
            most = std::max(most, distance(theirs, opened, workspace, inputs).difference);
        } catch (const std::exception& error) {
            throw std::runtime_error(what + ": " + error.what());
        }
    }
    std::printf("%zu networks, between them every operator and non-linearity: largest difference %.1e\n",
                all.size(), most);
    return 0;
}

int compare(const char* library, const std::string& model_file, int rounds, int threads) {
    const models::Opened opened = cli::open_any_model(model_file);
    const nn::ModelPtr model = opened.model;
    nn::Workspace workspace(model->architecture);
    OnnxRuntime theirs(library, onnx_of(opened), model->architecture, threads);
    const std::vector<std::vector<float>> inputs = cli::growing_inputs(*model);
    Workers workers(threads);
    const Distance apart = distance(theirs, opened, workspace, inputs);

    std::vector<double> our_rounds;
    std::vector<double> their_rounds;
    for (int round = 0; round < rounds; ++round) {
        std::vector<double> ours_us;
        std::vector<double> theirs_us;
        time_round(
            inputs, workspace.input().data(), [&] { nn::forward(*model, workspace, workers); }, ours_us);
        time_round(
            inputs, theirs.input().data(), [&] { theirs.run(); }, theirs_us);
        our_rounds.push_back(cli::median_of(ours_us));
        their_rounds.push_back(cli::median_of(theirs_us));
        // Its threads look out for more work for a while, on the processors that we need.
        if (threads > 1) std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    std::vector<double> ratios;
    for (std::size_t i = 0; i < our_rounds.size(); ++i) ratios.push_back(our_rounds[i] / their_rounds[i]);
    std::printf("%s, threads: %d, %d rounds in turns over %zu pictures; medians (and the best round's)\n",
                model->name.c_str(), threads, rounds, inputs.size());
    std::printf("ONNX Runtime %-8s %7.2f us (%.2f), the output alone\n", theirs.version(),
                cli::median_of(their_rounds), std::ranges::min(their_rounds));
    std::printf("Convoscope %-10s %7.2f us (%.2f), every layer kept\n", nn::name_of(workspace.isa()),
                cli::median_of(our_rounds), std::ranges::min(our_rounds));
    std::printf("ratio                   %5.3f    (median of the rounds' ratios)\n", cli::median_of(ratios));
    std::printf("largest difference of an output %.1e, of at most %.3g\n", apart.difference, apart.largest);
    return 0;
}

}  // namespace
}  // namespace convoscope::compare

int main(int count, char** arguments) {
    // Keras's files are read by this program, started anew (app/hdf5_child.h).
    if (count > 1 && std::string_view(arguments[1]) == "hdf5")
        return convoscope::cli::run_command_line(std::vector<std::string>(arguments + 1, arguments + count));
    if (count < 3 || count > 5) {
        std::fprintf(stderr,
                     "usage: compare_onnxruntime LIBONNXRUNTIME.so MODEL|every-layer [ROUNDS [THREADS]]\n");
        return 2;
    }
    try {
        if (std::string_view(arguments[2]) == "every-layer")
            return convoscope::compare::compare_layers(arguments[1]);
        return convoscope::compare::compare(arguments[1], arguments[2],
                                            count > 3 ? std::stoi(arguments[3]) : 40,
                                            count > 4 ? std::stoi(arguments[4]) : 1);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "compare_onnxruntime: %s\n", error.what());
        return 1;
    }
}
