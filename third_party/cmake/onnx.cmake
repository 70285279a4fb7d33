# ONNX's own protobuf schema, and protobuf, which reads files by it. Without them .onnx files cannot be opened.
# Found by hand: Debian's ONNXConfig.cmake also wants libraries that we have no use for (the operators, ONNXIFI).
find_package(Protobuf QUIET)
find_path(ONNX_INCLUDE onnx/onnx-ml.pb.h DOC "ONNX's headers; empty: .onnx files cannot be opened")
find_library(ONNX_PROTO_LIBRARY onnx_proto DOC "ONNX's protobuf schema, compiled")
if(Protobuf_FOUND AND ONNX_INCLUDE AND ONNX_PROTO_LIBRARY AND NOT TARGET onnx::proto)
  add_library(onnx::proto UNKNOWN IMPORTED)
  set_target_properties(onnx::proto PROPERTIES
    IMPORTED_LOCATION ${ONNX_PROTO_LIBRARY} INTERFACE_INCLUDE_DIRECTORIES ${ONNX_INCLUDE}
    INTERFACE_COMPILE_DEFINITIONS "ONNX_ML=1;ONNX_NAMESPACE=onnx" INTERFACE_LINK_LIBRARIES protobuf::libprotobuf)
endif()
if(NOT TARGET onnx::proto)
  message(STATUS "ONNX: not found (Debian: libonnx-dev libprotobuf-dev): models in .onnx files cannot be opened")
endif()
