# cmake -DNM=nm -DOBJECTS=a.o,b.o -DISA=avx512 -P check_symbols.cmake: fails when one of the kernels' object files defines a
# symbol that the linker may take for another object file's (weak ones: inline functions, templates of headers) and that is
# not in the instruction set's own namespace. src/nn/kernels/table.h says what would happen.
# (DW.ref.__gxx_personality_v0 is a pointer, the same in every object file that may clean up after an exception: no code.)
string(REPLACE "," ";" objects "${OBJECTS}")
set(found "")
foreach(object IN LISTS objects)
  execute_process(COMMAND "${NM}" --defined-only --demangle "${object}" OUTPUT_VARIABLE symbols COMMAND_ERROR_IS_FATAL ANY)
  string(REPLACE ";" "," symbols "${symbols}")
  string(REPLACE "\n" ";" symbols "${symbols}")
  foreach(symbol IN LISTS symbols)
    if(symbol MATCHES "^[0-9a-f]* +[WVu] " AND NOT symbol MATCHES "convoscope::nn::kernels::${ISA}::"
       AND NOT symbol MATCHES " V DW\\.ref\\.__gxx_personality_v0$")
      string(APPEND found "${object}: ${symbol}\n")
    endif()
  endforeach()
endforeach()
if(found)
  message(FATAL_ERROR "these may replace the whole program's, and run only where ${ISA} does:\n${found}")
endif()
